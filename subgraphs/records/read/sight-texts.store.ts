import { isFailure, type Failure } from '../../../kernel/failure.ts';
import type { Parameter } from '../extract/type-index.ts';
import type { Criterion } from '../search/criterion.ts';
import { keepUpWordsOf } from '../write/words.store.ts';
import type { Seeing } from './seeing.ts';
import type { Asked } from './solving.ts';
import { codedTextAsked, wordsAsked } from './texts.store.ts';

// Within a record no index of words is asked, which holds everybody's: each row that the sight shows is looked up by itself,
// so that a search costs what the record holds of the type, however many records there are.

/** `_text` and `_content` in the patients' record. FHIR R4 §3.1.1.4.20 */
export const withWordsSeen = async (seeing: Seeing, { type, parameter }: Asked): Promise<Criterion | Failure> => {
  const asked = wordsAsked(parameter);
  if (isFailure(asked)) return asked;
  const late = await wordsAreKept(seeing, type);
  if (late !== undefined) return late;
  return {
    condition: (bind) =>
      `coalesce((select w.${asked.column} @@ ${bind(asked.query, 'text')}::tsquery from ${seeing.schema}.words w where w.rid = r.rid and w.ver = r.ver), false)`,
    content: true,
  };
};

/** `code:text=heart` in the patients' record. FHIR R4 §3.1.1.4.10 */
export const withCodedTextSeen = async (
  seeing: Seeing,
  { type, parameter, known }: Asked & { readonly known: Parameter },
): Promise<Criterion | Failure> => {
  const late = await wordsAreKept(seeing, type);
  if (late !== undefined) return late;
  const asked = codedTextAsked(parameter, known);
  return {
    condition: (bind) =>
      `coalesce((select true from ${seeing.schema}.coded_text c where c.rid = r.rid and ${asked(bind)} limit 1), false)`,
    content: true,
  };
};

const wordsAreKept = ({ sights, ...needs }: Seeing, type: string): Promise<Failure | undefined> =>
  keepUpWordsOf({ ...needs, sql: undefined }, type, {
    patients: sights.flatMap(({ patient, formerly = [] }) => [patient, ...formerly]),
  });
