import { parseModel } from "../../../theory/model.ts";
import { workedModel } from "../../support/worked-model.ts";

/** The worked point's model, without any penalty. */
export const exampleModel = parseModel({ ...workedModel, regularizer: { kind: "none" } }, "example");
