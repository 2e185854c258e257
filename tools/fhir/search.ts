import type { Definition } from './packages.ts';

/**
 * One search parameter of one type: `[code, kind, expression, targets?, components?]`. The expression is cut to the
 * type and has lost its name (`$this` is the resource itself); targets are the types a reference parameter looks at;
 * a composite's components are `[kind, expression]`, relative to the composite's own expression.
 */
export type SearchRow = [
  code: string,
  kind: string,
  expression: string,
  targets?: string[],
  components?: [kind: string, expression: string][],
];

type Component = { definition: string | { reference: string }; expression: string };

/** Demonstration resources of the specification, and parameters on extensions and genetics profiles. */
const notCore = /^example|-extensions-|-genetic-|-11179-/;

/** What a search parameter is on, without parameters that are no paths (`_text`, `_content`, `_query`, `_filter`). */
export const searchTable = (
  parameters: readonly Definition[],
  resources: readonly string[],
  primitives: readonly string[],
): Record<string, SearchRow[]> => {
  const kinds = new Map(parameters.map((parameter) => [String(parameter['url']), String(parameter['type'])]));
  const spell = speller(primitives);
  const table: Record<string, SearchRow[]> = {};
  for (const parameter of parameters) {
    const expression = parameter['expression'] as string | undefined;
    if (notCore.test(parameter.id) || expression === undefined) continue;
    for (const base of parameter['base'] as string[]) {
      if (base !== 'Resource' && base !== 'DomainResource' && !resources.includes(base)) continue;
      const row = rowOf(parameter, base, { expression: spell(expression), resourceTypes: resources.length });
      const components = (parameter['component'] as Component[] | undefined)?.map(
        ({ definition, expression: part }): [string, string] => [
          kinds.get(typeof definition === 'string' ? definition : definition.reference) ??
            kindOf(parameters, `${base}.${part}`),
          spell(part),
        ],
      );
      if (components !== undefined) {
        row[3] ??= [];
        row[4] = components;
      }
      (table[base] ??= []).push(row);
    }
  }
  for (const rows of Object.values(table)) rows.sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(Object.entries(table).sort(([one], [other]) => (one < other ? -1 : 1)));
};

/** STU3's composites name parameters (`Observation-code`) that are not there; the path says which kind it is. */
const kindOf = (parameters: readonly Definition[], path: string): string => {
  const same = parameters.find(
    ({ expression }) => typeof expression === 'string' && expression.split(' | ').includes(path),
  );
  if (same === undefined) throw new Error(`No search parameter is on ${path}.`);
  return String(same['type']);
};

type Cut = { readonly expression: string; readonly resourceTypes: number };

const rowOf = (parameter: Definition, base: string, { expression, resourceTypes }: Cut): SearchRow => {
  const resolved = new Set<string>();
  const branches = expression
    .split('|')
    .map((branch) => plain(branch.trim()))
    .filter((branch) => rootOf(branch, base) === base)
    .map((branch) =>
      // Which type a reference points at stands in the reference itself: a filter on the value, not on the path.
      branch.replace(/\.where\(resolve\(\) is (\w+)\)/, (_, type: string) => {
        resolved.add(type);
        return '';
      }),
    )
    .map((branch) =>
      branch === base ? '$this' : branch.startsWith(`${base}.`) ? branch.slice(base.length + 1) : branch,
    );
  const row: SearchRow = [String(parameter['code']), String(parameter['type']), [...new Set(branches)].join(' | ')];
  // STU3 has no `resolve() is X`; there `target` alone says which references count.
  const targets = resolved.size > 0 ? [...resolved] : ((parameter['target'] as string[] | undefined) ?? []);
  // A list of nearly all types means any: it would only be long.
  if (targets.length > 0 && targets.length < resourceTypes * 0.8) row[3] = targets;
  return row;
};

/** `(X.y as T)` is `X.y.as(T)`, and what counts as deceased is the same in both versions: anything but absent and false. */
const plain = (branch: string): string =>
  branch
    .replace(/^\((\S+) as (\w+)\)/, '$1.as($2)')
    .replace(/^(\S+) as (\w+)$/, '$1.as($2)')
    .replace(/^(\S+)\.exists\(\) and \S+ != false$/, '$1.exists()');

/** A branch without a type in front (`name` of InsurancePlan) belongs to the parameter's own base. */
const rootOf = (branch: string, base: string): string => {
  const root = /^\w+/.exec(branch)?.[0] ?? '';
  return /^[A-Z]/.test(root) ? root : base;
};

/** STU3 writes `DateTime`, `Date`, `Uri` and `String` for primitive types, R4 does once. */
const speller = (primitives: readonly string[]) => {
  const right = new Map(primitives.map((name) => [name.toLowerCase(), name]));
  const typeName = /(?<=\b(?:as|is)[( ])\w+/g;
  return (expression: string): string => expression.replace(typeName, (name) => right.get(name.toLowerCase()) ?? name);
};
