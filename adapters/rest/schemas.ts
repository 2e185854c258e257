import { z } from 'zod';

/** What many operations take and say. */
export const id = z.string().min(1).max(200);
export const patientId = z
  .string()
  .min(1)
  .max(200)
  .describe('The record: its id, or `self` for the own record of the person who gave the token.');
export const label = z
  .enum(['GENERAL_HEALTH', 'SEXUAL_HEALTH', 'MENTAL_HEALTH', 'SOCIAL_CARE'])
  .describe('The privacy label: who sees an item depends on it.');
export const instant = z.iso.datetime({ offset: true }).describe('An instant with its offset, as in RFC 3339.');

export const paging = {
  after: z
    .string()
    .min(1)
    .max(2000)
    .optional()
    .describe('The cursor of the page that follows: `next` of the one before.'),
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('How many at most.'),
};

export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({
    items: z.array(item),
    next: z.string().nullable().describe('Give this as `after` for the next page; null on the last.'),
  });

export const coding = z
  .strictObject({
    system: z.string().nullable(),
    code: z.string().nullable(),
    display: z.string().nullable(),
  })
  .describe('A code of a code system, as its sender gave it.');

/** Labels as the graph gives them; null: the item has none. */
export const shownLabel = label.nullable();
export const when = z.string().nullable().describe('An instant, as in RFC 3339; null where it is not known.');

export const address = z
  .strictObject({
    lines: z.array(z.string()),
    city: z.string().nullable(),
    state: z.string().nullable(),
    postalCode: z.string().nullable(),
    country: z.string().nullable(),
  })
  .nullable();
