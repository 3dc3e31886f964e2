/** Elements that HTML leaves open. */
const empty = new Set(["meta", "link", "br", "img", "input", "hr"]);

/**
 * Reads markup tag by tag and returns what is wrong with its nesting, or undefined. Contents of scripts and
 * styles are skipped; a bare `<` or `&` anywhere else is an error.
 */
export function nestingError(markup: string): string | undefined {
  const text = markup
    .replace(/<!doctype html>|<\?xml[^?]*\?>/gi, "")
    .replace(/<(script|style)>[\s\S]*?<\/\1>/g, "");
  const open: string[] = [];
  const token = /<(\/?)([a-zA-Z][\w:-]*)((?:\s+[\w:-]+(?:="[^"<]*")?)*)\s*(\/?)>|[<&]/g;
  for (const match of text.matchAll(token)) {
    const [whole, closing, name, , selfClosing] = match;
    const near = text.slice(match.index, match.index + 60);
    if (whole === "&") {
      if (!/^&(#\d+|#x[\da-f]+|\w+);/i.test(near)) return `bare ampersand: ${near}`;
    } else if (whole === "<") return `bare <: ${near}`;
    else if (closing) {
      const expected = open.pop();
      if (expected !== name) return `</${name}> closes <${expected}>: ${near}`;
    } else if (!selfClosing && !empty.has(name!)) open.push(name!);
  }
  return open.length > 0 ? `never closed: ${open.join(", ")}` : undefined;
}
