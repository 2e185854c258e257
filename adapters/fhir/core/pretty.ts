/**
 * The same JSON with one value a line (`_pretty=true`, for human eyes). Works on the text: what is not parsed keeps its
 * numbers as they were written. FHIR R4 §3.1.0.1.12
 */
export const pretty = (json: string): string => {
  let depth = 0;
  let previous = '';
  let out = '';
  const newLine = (): string => `\n${'  '.repeat(depth)}`;

  for (const [lexeme] of json.matchAll(lexemes)) {
    if (lexeme === '}' || lexeme === ']') {
      depth -= 1;
      out += opening.has(previous) ? lexeme : newLine() + lexeme;
    } else {
      if (opening.has(previous) || previous === ',') out += newLine();
      out += lexeme === ':' ? ': ' : lexeme;
      if (opening.has(lexeme)) depth += 1;
    }
    previous = lexeme;
  }
  return out;
};

/** A string, a mark, or a number or word. */
const lexemes = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^\s"{}[\],:]+/g;

const opening = new Set(['{', '[']);
