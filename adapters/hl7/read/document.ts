import { invalid, isFailure, type Failure } from '../../../kernel/failure.ts';
import type { Er7Message, Segment } from '../er7/message.ts';
import { readAttachment, type Attachment } from './attachment.ts';
import { requiredCoded, type Coded } from './coded.ts';
import type { Header } from './header.ts';
import { readPerson, type Person } from './name.ts';
import { isTextual, textLines } from './observation.ts';
import { all, each, requiredText, sent, textOf } from './sent.ts';
import { daysLater, readDays, readMoment, type Moment } from './time.ts';
import { readVisit, type Visit } from './visit.ts';

export type DocumentInMessage = Visit & {
  readonly externalId: string;
  /** TXA-2 `CP`: kept in versions, not replaced. */
  readonly isCarePlan: boolean;
  readonly type: Coded;
  /** OBX-3.2: the name of a care plan, the title of a letter. */
  readonly title: string | undefined;
  readonly at: Moment;
  /** When the patient may see it; `undefined` is at once. */
  readonly visibleFrom: string | undefined;
  readonly author: Person | undefined;
  /** PV1-44.1 of an appointment or admission letter: when it begins. */
  readonly appointmentStart: string | undefined;
  readonly fileName: string | undefined;
  readonly attachment: Attachment | undefined;
  readonly text: string | undefined;
  /** Where the file is, and where the text begins: `OBX[2].5`. */
  readonly filePath: string | undefined;
  readonly textPath: string | undefined;
  /** Paths of values that are part of no document: references, study ids. */
  readonly ignored: readonly string[];
};

/** MDM T02: TXA, then OBX with one file, lines of text, or both. Required: TXA-2, TXA-12.1, content; of a care plan OBX-3.2. */
export const documentFromMdm = (message: Er7Message, header: Header): DocumentInMessage | Failure => {
  const txa = message.segment('TXA');
  const externalId = documentIdFromMdm(message);
  if (txa === undefined || isFailure(externalId)) {
    return isFailure(externalId) ? externalId : invalid('A TXA segment is required.', 'TXA[1]');
  }
  const observations = message.segments('OBX');
  const files = observations.filter((obx) => typeOf(obx) === 'ED');
  const texts = observations.filter((obx) => isTextual(typeOf(obx)));
  const [file, second] = files;
  if (second !== undefined) return invalid('A document has one file only.', second.path);
  const parts = all({
    type: requiredCoded(txa.field(2), 'The type of the document'),
    at: documentTime(txa, header),
    delay: each(observations, (obx) => sent(obx.field(13).component(1), readDays)),
    attachment: file && readAttachment(file.field(5)),
  });
  if (isFailure(parts)) return parts;
  const { delay, ...rest } = parts;
  const text = texts.flatMap(textLines).join('\n');
  if (rest.attachment === undefined && text.trim() === '') {
    return invalid('A document needs a file or a text.', observations[0]?.field(5).path ?? 'OBX[1]');
  }
  const isCarePlan = parts.type.code?.toUpperCase() === 'CP';
  const title = [file, ...texts]
    .map((obx) => obx && textOf(obx.field(3).component(2)))
    .find((name) => name !== undefined);
  if (isCarePlan && title === undefined) return invalid('The name of the care plan is required.', 'OBX[1].3.2');
  const days = delay.find((value) => typeof value === 'number');
  return {
    ...rest,
    ...readVisit(message),
    externalId,
    isCarePlan,
    title,
    visibleFrom: days === undefined ? undefined : daysLater(parts.at.instant, days),
    author: readPerson(txa.field(5)),
    appointmentStart: announces.has(parts.type.code?.toUpperCase() ?? '') ? visitStart(message, header) : undefined,
    fileName: textOf(txa.field(16)),
    text: text.trim() === '' ? undefined : text,
    filePath: file?.field(5).path,
    textPath: texts[0]?.field(5).path,
    ignored: observations.filter((obx) => obx !== file && !texts.includes(obx)).map((obx) => obx.path),
  };
};

/** TXA-12.1, which is all that a deletion (MDM T11) needs. */
export const documentIdFromMdm = (message: Er7Message): string | Failure => {
  const txa = message.segment('TXA');
  return txa === undefined
    ? invalid('A TXA segment is required.', 'TXA[1]')
    : requiredText(txa.field(12).component(1), 'The id of the document');
};

const typeOf = (obx: Segment): string => obx.field(2).text.trim().toUpperCase();

/** PKBCS05: appointment letters and admission letters. */
const announces = new Set(['AL', 'TCI']);

/** It only decides how long such a letter waits to be read: one that cannot be read is left aside. */
const visitStart = (message: Er7Message, { zone }: Header): string | undefined => {
  const field = message.segment('PV1')?.field(44).component(1);
  const at = field === undefined || textOf(field) === undefined ? undefined : readMoment(field, zone);
  return at === undefined || isFailure(at) ? undefined : at.instant;
};

/** Edited, transcribed, originated, of the activity: whichever was last; else the time of the message. */
const documentTime = (txa: Segment, header: Header): Moment | Failure => {
  const field = [8, 7, 6, 4].map((position) => txa.field(position)).find((one) => !one.isBlank && !one.isNull);
  return field === undefined ? header.at : readMoment(field, header.zone);
};
