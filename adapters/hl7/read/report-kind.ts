import type { Segment } from '../er7/message.ts';
import { textOf } from './sent.ts';

/** MEASUREMENTS: what was measured on the patient. There is no report of it, each stands for itself. */
export type ReportKind = 'LABORATORY' | 'RADIOLOGY' | 'MEASUREMENTS';

/** OBR-24 tells radiology from laboratories: HL7 table 0074, RAD and what radiologists make their pictures with. */
export const kindOf = (obr: Segment): ReportKind =>
  radiology.has(textOf(obr.field(24))?.toUpperCase() ?? '') ? 'RADIOLOGY' : 'LABORATORY';

const radiology: ReadonlySet<string> = new Set(['RAD', 'RUS', 'CT', 'NMR', 'XRC', 'NMS', 'VUS', 'OUS']);
