import { hasControlCharacter } from '../../../kernel/text.ts';
import type { Er7Message } from '../er7/message.ts';
import type { Header } from './header.ts';
import { textOf } from './sent.ts';

/**
 * The data points that a message is about, each as the sender's number and what it numbers (`OBR F-17`), by which what was
 * decided about one of them holds for the next message about it: reports, documents, appointments, encounters.
 */
export const itemsIn = (message: Er7Message, { type }: Pick<Header, 'type'>): readonly string[] => {
  const found = (numbers[type] ?? []).flatMap(([segment, field, what]) =>
    message.segments(segment).flatMap((line) => {
      const number = textOf(line.field(field).component(1));
      return number === undefined ? [] : [`${what} ${number}`];
    }),
  );
  // A number is a key here and nothing else; what no text column can hold is refused where it is read.
  return [...new Set(found)].filter((item) => !hasControlCharacter(item));
};

/** OBR-3 and ORC-3 are the same number. Domain reference §4.5, match keys */
const numbers: Readonly<Record<string, readonly (readonly [segment: string, field: number, what: string])[]>> = {
  ORU: [
    ['OBR', 3, 'OBR'],
    ['ORC', 3, 'OBR'],
  ],
  MDM: [['TXA', 12, 'TXA']],
  SIU: [['SCH', 1, 'SCH']],
  ADT: [['PV1', 19, 'PV1']],
};
