/** The page's only script: the copy buttons, which stay hidden where scripts do not run, and what is folded away. */
export const pageScript = `
const status = document.getElementById("copy-status");
const latexOf = ({ dataset: { left, right } }) => (left + " " + right).trim();
const alignedOf = (group) => {
  const lines = [...group.querySelectorAll(".equation")].map(({ dataset: { left, right } }) => "  " + left + " &" + right);
  return "\\\\begin{align}\\n" + lines.join(" \\\\\\\\\\n") + "\\n\\\\end{align}";
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
  const words = button.textContent;
  button.addEventListener("click", async () => {
    const copied = await copyText(
      button.classList.contains("all") ? alignedOf(button.closest(".equations")) : latexOf(button.closest(".equation")),
    );
    button.textContent = copied ? "Copied" : "Copy failed";
    status.textContent = copied ? "LaTeX copied" : "Copying failed";
    button.focus();
    setTimeout(() => { button.textContent = words; status.textContent = ""; }, 1600);
  });
}
// What is folded away belongs on paper all the same.
let closed = [];
addEventListener("beforeprint", () => {
  closed = [...document.querySelectorAll("details:not([open])")];
  for (const details of closed) details.open = true;
});
addEventListener("afterprint", () => {
  for (const details of closed) details.open = false;
});
// A link into a folded part opens it.
const reveal = () => {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let part = target; part; part = part.parentElement) if (part.tagName === "DETAILS") part.open = true;
};
addEventListener("hashchange", reveal);
reveal();
`;
