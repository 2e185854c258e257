/** Puts a value into the statement as a parameter and gives its placeholder. Nothing that a user wrote enters the text. */
export type Bind = (value: unknown, type: SqlType) => string;
export type SqlType = ScalarType | `${ScalarType}[]`;
export type ScalarType = 'bigint' | 'boolean' | 'bytea' | 'float8' | 'int' | 'int2' | 'text' | 'timestamptz' | 'uuid';

/** A condition on the row `r` of `res`. */
export type Condition = (bind: Bind) => string;

export type Span = { readonly from: number; readonly to: number };

/** A way into a whole store that leads to all rows of a condition, and perhaps to more. */
export type Way =
  | { readonly kind: 'ids'; readonly ids: readonly string[] }
  | { readonly kind: 'tokens'; readonly hashes: readonly string[]; readonly reach: Reach }
  | {
      readonly kind: 'ranges';
      readonly places: readonly string[];
      readonly from: number;
      readonly to: number;
      /** Within it the only parts that matter. */
      readonly spans?: readonly Span[];
    }
  | { readonly kind: 'strings'; readonly places: readonly string[]; readonly prefix: string }
  /** A select of `rid`. */
  | { readonly kind: 'rows'; readonly rows: Condition };

/** `few` rows have the same identifier or reference; a status has `many`; a code's rows lie `ordered` by date as well. */
export type Reach = 'few' | 'many' | 'ordered';

export type Criterion = {
  readonly condition: Condition;
  /** Absent where only walking through finds the rows: negations, parts of strings. */
  readonly way?: Way;
  /** The way leads to what the condition holds for and to nothing else: there is nothing to be checked. */
  readonly exact?: true;
  /** True where the condition looks at what a delayed result keeps back; columns and the clinical date are shown anyway. */
  readonly content: boolean;
};

export const bigints = (hashes: readonly string[]): string => `{${hashes.join(',')}}`;

/** Rows with any of the tokens. An empty list finds nothing. */
export const anyToken = (hashes: readonly string[]): Condition => {
  const [only, ...others] = hashes;
  if (only === undefined) return () => 'false';
  return (bind) => `r.toks ${others.length === 0 ? '@>' : '&&'} ${bind(bigints(hashes), 'bigint[]')}`;
};

export const not =
  (condition: Condition): Condition =>
  (bind) =>
    `not (${condition(bind)})`;

export const allOf =
  (conditions: readonly Condition[]): Condition =>
  (bind) =>
    `(${conditions.map((condition) => condition(bind)).join(' and ')})`;

export const anyOf =
  (conditions: readonly Condition[]): Condition =>
  (bind) =>
    conditions.length === 0 ? 'false' : `(${conditions.map((condition) => condition(bind)).join(' or ')})`;

/** One way that leads to all that these lead to, where there is one: as a part of a criterion. */
export const eitherWay = (ways: readonly Way[]): { readonly way?: Way } => {
  const [first, ...others] = ways;
  if (first === undefined) return {};
  const way = others.reduce<Way | undefined>(
    (joined, next) => (joined === undefined ? undefined : join(joined, next)),
    first,
  );
  return way === undefined ? {} : { way };
};

const join = (one: Way, other: Way): Way | undefined => {
  if (one.kind === 'ranges' && other.kind === 'ranges')
    return {
      kind: 'ranges',
      places: [...one.places, ...other.places],
      from: Math.min(one.from, other.from),
      to: Math.max(one.to, other.to),
      ...(one.spans === undefined && other.spans === undefined
        ? {}
        : { spans: [...(one.spans ?? [one]), ...(other.spans ?? [other])] }),
    };
  if (one.kind === 'tokens' && other.kind === 'tokens' && one.reach === other.reach)
    return { ...one, hashes: [...one.hashes, ...other.hashes] };
  return undefined;
};
