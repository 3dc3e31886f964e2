/** The page's only script: the copy buttons, which stay hidden where scripts do not run. */
export const pageScript = `
const status = document.getElementById("copy-status");
const latexOf = (equation) => {
  const source = equation.querySelector("annotation, .source code");
  return source.textContent.replace(/^\\\\displaystyle |\\\\allowbreak /g, "");
};
const copyText = async (text) => {
  try { await navigator.clipboard.writeText(text); return true; } catch { /* not allowed here: the old way */ }
  const area = document.createElement("textarea");
  area.value = text;
  area.style.position = "fixed";
  area.style.opacity = "0";
  document.body.append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  return copied;
};
for (const button of document.querySelectorAll("button.copy")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const copied = await copyText(latexOf(button.closest(".equation")));
    button.textContent = copied ? "Copied" : "Copy failed";
    status.textContent = copied ? "LaTeX copied" : "Copying failed";
    button.focus();
    setTimeout(() => { button.textContent = "Copy LaTeX"; status.textContent = ""; }, 1600);
  });
}
`;
