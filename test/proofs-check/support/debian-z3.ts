import { existsSync } from "node:fs";

/** Where Debian's package puts a build of Z3 that is not ours. */
export const debianZ3 = "/usr/bin/z3";

/** Whether there is one. Without it its tests are left out, unless DRIFTPROOF_Z3=required says that this is a failure. */
export const hasDebianZ3 = existsSync(debianZ3) || process.env["DRIFTPROOF_Z3"] === "required";

if (!hasDebianZ3) console.warn(`left out: tests that ask another solver, for want of ${debianZ3}`);
