import { invalid, unsupported, type Failure } from '../../../kernel/failure.ts';
import type { Criterion } from '../search/criterion.ts';
import { linkOf } from '../search/linked.ts';
import { nameOf } from '../search/query.ts';
import { chain, reverse, through } from './chained.store.ts';
import { implicitSet } from './expansion.store.ts';
import { filtered } from './filtered.store.ts';
import { inValueSet } from './in-value-set.store.ts';
import type { SeeingMore } from './seeing.ts';
import { withCodedTextSeen, withWordsSeen } from './sight-texts.store.ts';
import type { Asked } from './solving.ts';

/**
 * A parameter of the patients' record that says nothing without looking into it; undefined for all others. What needs
 * resources that no record holds, Lists and CodeSystems, is refused: to pass it over would mislead.
 */
export const solveFor = (seeing: SeeingMore, asked: Asked): Promise<Criterion | Failure> | undefined => {
  const { parameter, known } = asked;
  const { name, modifier } = parameter;
  if (known === undefined || modifier?.includes('.') === true) {
    if (name === '_text' || name === '_content') return withWordsSeen(seeing, asked);
    if (name === '_filter')
      return filtered({ ...seeing, through: (step, searchOf) => through(seeing, step, searchOf) }, asked);
    if (name === '_list')
      return refused('A patient’s record holds no Lists: search for the items themselves, or by _id.', asked);
    const link = linkOf(parameter);
    if (link === undefined) return undefined;
    return link.kind === 'chain' ? chain(seeing, { ...asked, link }) : reverse(seeing, { ...asked, link });
  }
  if (known.kind !== 'token') return undefined;
  switch (modifier) {
    case 'in':
    case 'not-in':
      return inValueSet(seeing, { ...asked, known }, (set) =>
        Promise.resolve(
          implicitSet(seeing.within, set) ??
            invalid(
              `The value set ${set} is not held here: of FHIR’s own those with a required binding are (http://hl7.org/fhir/ValueSet/…), ` +
                'and all of SNOMED CT (http://snomed.info/sct?fhir_vs) and of LOINC (http://loinc.org/vs).',
              nameOf(parameter),
            ),
        ),
      );
    case 'above':
    case 'below':
      return refused(
        `A patient’s record holds no CodeSystems, so that nothing is known to be ${modifier} a code.`,
        asked,
      );
    case 'text':
      return withCodedTextSeen(seeing, { ...asked, known });
    default:
      return undefined;
  }
};

const refused = (message: string, { parameter }: Asked): Promise<Failure> =>
  Promise.resolve(unsupported(message, nameOf(parameter)));
