import { z } from 'zod';
import { coding, id, shownLabel, when } from '../schemas.ts';

/** A document without its bytes. */
export const document = z
  .strictObject({
    id,
    version: z.int(),
    externalId: z.string().nullable().describe('The sender’s own number.'),
    type: coding,
    title: z.string(),
    author: z.string().nullable(),
    writtenAt: when,
    contentType: z.string().nullable(),
    size: z.int().nullable().describe('Bytes.'),
    sha256: z.string().nullable().describe('Of the content, in hexadecimal.'),
    label: shownLabel,
    visibleFrom: when,
  })
  .meta({ id: 'Document', description: 'A letter, summary or other document; its bytes are its content.' });
