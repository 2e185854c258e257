import { elementsOf, membersOf, startOfObject, type Member } from '../../kernel/json-members.ts';

/** What a reference becomes: another reference, a name by which its target is known elsewhere, or both; else it is what it was. */
export type Target = { readonly reference: string; readonly name?: string } | { readonly name: string } | undefined;

/**
 * The resource's text with its references pointing where `target` says. Nothing is parsed and written again, so that
 * decimals and what is no reference stay byte for byte. A reference that leads nowhere any more keeps the name of its
 * target as an identifier, unless it has one. FHIR R4 §2.3.0 (Reference.identifier)
 */
export const redirected = (text: string, target: (reference: string) => Target, system: string): string => {
  if (!text.includes('"reference"')) return text;
  const edits: Edit[] = [];
  visit({ text, edits, target, system }, startOfObject(text));
  let written = '';
  let at = 0;
  for (const { from, to, replacement } of edits) {
    written += text.slice(at, from) + replacement;
    at = to;
  }
  return written + text.slice(at);
};

type Edit = { readonly from: number; readonly to: number; readonly replacement: string };
type Walk = {
  readonly text: string;
  readonly edits: Edit[];
  readonly target: (reference: string) => Target;
  readonly system: string;
};

const visit = (walk: Walk, open: number): void => {
  const members = [...membersOf(walk.text, open)];
  for (const member of members) {
    if (member.name === 'reference' && walk.text.charAt(member.value) === '"') redirect(walk, member, members);
    else inside(walk, member.value, member.end);
  }
};

const inside = (walk: Walk, start: number, end: number): void => {
  const first = walk.text.charAt(start);
  if (first !== '{' && first !== '[') return;
  // Most of a resource refers to nothing.
  const next = walk.text.indexOf('"reference"', start);
  if (next < 0 || next >= end) return;
  if (first === '{') visit(walk, start);
  else for (const element of elementsOf(walk.text, start)) inside(walk, element.start, element.end);
};

const redirect = ({ text, edits, target, system }: Walk, member: Member, members: readonly Member[]): void => {
  const to = target(JSON.parse(text.slice(member.value, member.end)) as string);
  if (to === undefined) return;
  const said = [
    ...('reference' in to ? [`"reference":${JSON.stringify(to.reference)}`] : []),
    ...(to.name === undefined ? [] : named(to.name, system, members)),
  ];
  edits.push(said.length === 0 ? removal(member, members) : { ...spanOf(member), replacement: said.join(',') });
};

const spanOf = ({ key, end }: Member): Pick<Edit, 'from' | 'to'> => ({ from: key, to: end });

const named = (name: string, system: string, members: readonly Member[]): readonly string[] => {
  const type = /^[A-Z][A-Za-z]*(?=\/)/.exec(name)?.[0];
  const has = (wanted: string): boolean => members.some((member) => member.name === wanted);
  return [
    ...(has('type') || type === undefined ? [] : [`"type":"${type}"`]),
    ...(has('identifier') ? [] : [`"identifier":${JSON.stringify({ system, value: name })}`]),
  ];
};

/** The member with one of its commas: there are others, which say all that it said. */
const removal = (member: Member, members: readonly Member[]): Edit => {
  const place = members.indexOf(member);
  const before = members[place - 1];
  const after = members[place + 1];
  if (before !== undefined) return { from: before.end, to: member.end, replacement: '' };
  return { from: member.key, to: after?.key ?? member.end, replacement: '' };
};
