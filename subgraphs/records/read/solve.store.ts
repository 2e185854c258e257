import type { Failure } from '../../../kernel/failure.ts';
import type { Criterion } from '../search/criterion.ts';
import { linkOf } from '../search/linked.ts';
import { nameOf } from '../search/query.ts';
import { expand } from './expansion.store.ts';
import { filtered } from './filtered.store.ts';
import { inValueSet } from './in-value-set.store.ts';
import { linked, through } from './linked.store.ts';
import { listed } from './listed.store.ts';
import type { Asked, Solving } from './solving.ts';
import { subsumed } from './subsumed.store.ts';
import { withCodedText, withWords } from './texts.store.ts';

const everywhere: Readonly<Partial<Record<string, typeof listed>>> = {
  _list: listed,
  _filter: (solving, asked) =>
    filtered({ ...solving, through: (step, searchOf) => through(solving, step, searchOf) }, asked),
  _text: withWords,
  _content: withWords,
};

/** A parameter that says nothing without looking into the store; undefined for all others, which say what they mean. */
export const solve = (solving: Solving, asked: Asked): Promise<Criterion | Failure> | undefined => {
  const { parameter, known } = asked;
  const { name, modifier } = parameter;
  if (known === undefined || modifier?.includes('.') === true) {
    const ofAll = everywhere[name];
    if (ofAll !== undefined) return ofAll(solving, asked);
    const link = linkOf(parameter);
    return link === undefined ? undefined : linked(solving, asked, link);
  }
  if (known.kind !== 'token') return undefined;
  switch (modifier) {
    case 'in':
    case 'not-in':
      return inValueSet(solving, { ...asked, known }, (set) =>
        expand(solving, { name: set, field: nameOf(parameter) }),
      );
    case 'above':
    case 'below':
      return subsumed(solving, { ...asked, known });
    case 'text':
      return withCodedText(solving, { ...asked, known });
    default:
      return undefined;
  }
};
