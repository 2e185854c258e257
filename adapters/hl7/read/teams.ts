import type { Er7Message } from '../er7/message.ts';
import type { Repetition } from '../er7/value.ts';
import { textOf } from './sent.ts';

/** A team by the name that the sender's organisation has given it for feeds. */
export type TeamInMessage = { readonly alias: string; readonly path: string };

/** Whose teams are to hold the record, and whose no longer; `undefined` where nothing is said of it. */
export type TeamsInMessage = {
  readonly add: readonly TeamInMessage[] | undefined;
  readonly remove: readonly TeamInMessage[] | undefined;
};

/** ZTM: aliases to add in ZTM-1, to remove in ZTM-2, each repeating. Domain reference §4.6 */
export const teamsFromAdt = (message: Er7Message): TeamsInMessage => ({
  add: aliasesAt(message, 1),
  remove: aliasesAt(message, 2),
});

const aliasesAt = (message: Er7Message, position: number): readonly TeamInMessage[] | undefined => {
  const teams = message.segments('ZTM').flatMap((ztm) => ztm.field(position).repetitions.flatMap(teamAt));
  return teams.length > 0 ? teams : undefined;
};

const teamAt = (value: Repetition): readonly TeamInMessage[] => {
  const alias = textOf(value);
  return alias === undefined ? [] : [{ alias, path: value.path }];
};
