import { certificateFiles } from "../report/certificate-files.ts";
import { htmlReport } from "../report/html-report.ts";
import { figureFiles, markdownReport } from "../report/markdown.ts";
import type { ReportInput } from "../report/report-input.ts";
import { writeFile } from "./write-file.ts";

/**
 * Writes a report into a directory: the page, the same as Markdown with its figures beside it, the certificates.
 * @returns the files that people open. @throws UsageError when the place cannot be written to.
 */
export function writeReport(directory: string, input: ReportInput): string[] {
  const folder = directory.replace(/\/+$/, "");
  const [page, text] = ["index.html", "report.md"];
  const files = [
    ...certificateFiles(input.results),
    ...figureFiles(input.models),
    { path: page, content: htmlReport(input) },
    { path: text, content: markdownReport(input) },
  ];
  for (const { path, content } of files) writeFile(`${folder}/${path}`, content);
  return [`${folder}/${page}`, `${folder}/${text}`];
}
