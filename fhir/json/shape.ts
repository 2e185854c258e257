export type Shape = { readonly depth: number; readonly members: number };

/** How deep a text of JSON is, and how many members its objects have, each time that one is there. One look, no tree. */
export const shapeOf = (text: string): Shape => {
  let level = 0;
  let depth = 0;
  let members = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x22) at = endOfString(text, at);
    else if (code === 0x3a) members += 1;
    else if (code === 0x7b || code === 0x5b) {
      level += 1;
      if (level > depth) depth = level;
    } else if (code === 0x7d || code === 0x5d) level -= 1;
  }
  return { depth, members };
};

/** The place of the quote that closes a string; of the last character where none does. */
const endOfString = (text: string, open: number): number => {
  let at = text.indexOf('"', open + 1);
  while (at > 0 && isEscaped(text, at)) at = text.indexOf('"', at + 1);
  return at < 0 ? text.length : at;
};

const isEscaped = (text: string, at: number): boolean => {
  let slashes = 0;
  while (text.charCodeAt(at - 1 - slashes) === 0x5c) slashes += 1;
  return slashes % 2 === 1;
};

/** The members that a tree has: fewer than its text where one name was there twice. */
export const membersIn = (value: unknown): number => {
  if (typeof value !== 'object' || value === null) return 0;
  let members = 0;
  if (Array.isArray(value)) for (const item of value) members += membersIn(item);
  else
    for (const name in value) {
      const member: unknown = value[name as keyof typeof value];
      members += typeof member === 'object' ? 1 + membersIn(member) : 1;
    }
  return members;
};
