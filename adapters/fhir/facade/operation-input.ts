import { isIssue } from '../../../fhir/issue.ts';
import { readJson } from '../../../fhir/json/read.ts';
import { validate } from '../../../fhir/validate/validate.ts';
import { Problem, type ResourceIssue } from '../core/outcome.ts';

/** `name` may be given `most` times. */
export type Wanted = { readonly name: string; readonly most: number };

/** One of the values that were given, and where it stands. */
export type Given = { readonly value: string; readonly expression: string };

/** The values of an operation's one repeating input, out of the Parameters that were posted. STU3 §3.2.0.2 */
export const givenValues = (text: string, wanted: Wanted): readonly Given[] | Problem => {
  const read = readJson(text);
  if (isIssue(read)) return new Problem('invalid', read.diagnostics, [read]);
  const wrong = validate('STU3', read.value).filter(({ severity }) => severity === 'error');
  if (wrong.length > 0) return new Problem('invalid', 'This is no valid Parameters resource of STU3.', wrong);
  const sent: unknown = read.value;
  const { resourceType, parameter = [] } = sent as Parameters;
  if (resourceType !== 'Parameters')
    return new Problem('invalid', 'Send a Parameters resource.', [
      at('Parameters', 'structure', 'Send a Parameters resource.'),
    ]);

  const { name, most } = wanted;
  const meant = parameter.map((one, place) => ({ ...one, place })).filter((one) => one.name === name);
  if (meant.length === 0) {
    const diagnostics = `Give at least one parameter ${name}.`;
    return new Problem('required', diagnostics, [at('Parameters.parameter', 'required', diagnostics)]);
  }
  if (meant.length > most) {
    const diagnostics = `Give at most ${most} parameters ${name} at once; these are ${meant.length}.`;
    return new Problem('too_costly', diagnostics, [at('Parameters.parameter', 'too-costly', diagnostics)]);
  }
  const values = meant.map((one) => ({ value: textOf(one), expression: `Parameters.parameter[${one.place}]` }));
  const empty = values.find(({ value }) => value === undefined);
  return empty === undefined
    ? values.map(({ value = '', expression }) => ({ value, expression }))
    : new Problem('invalid', valueWanted, [at(empty.expression, 'value', valueWanted)]);
};

const valueWanted = 'The value is a valueString: system|value for a patient, the identifier itself for a document.';

type Parameters = {
  readonly resourceType: string;
  readonly parameter?: readonly ParameterElement[];
};
type ParameterElement = {
  readonly name: string;
  readonly valueString?: string;
  readonly valueUri?: string;
  readonly valueIdentifier?: { readonly system?: string; readonly value?: string };
};

const textOf = ({ valueString, valueUri, valueIdentifier }: ParameterElement): string | undefined => {
  const { system, value } = valueIdentifier ?? {};
  if (value !== undefined) return system === undefined ? value : `${system}|${value}`;
  return valueString ?? valueUri;
};

export const at = (expression: string, code: string, diagnostics: string): ResourceIssue => ({
  severity: 'error',
  code,
  expression,
  diagnostics,
});
