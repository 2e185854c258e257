/** MEASUREMENTS: what was measured on the patient. There is no report of it, each stands for itself. */
export type ReportKind = 'LABORATORY' | 'RADIOLOGY' | 'MEASUREMENTS';

/** OBR-24 tells radiology from laboratories, where the organisation says nothing else: HL7 table 0074, RAD and what radiologists make their pictures with. */
export const kindOf = (section: string | null | undefined): ReportKind =>
  radiology.has(section?.toUpperCase() ?? '') ? 'RADIOLOGY' : 'LABORATORY';

const radiology: ReadonlySet<string> = new Set(['RAD', 'RUS', 'CT', 'NMR', 'XRC', 'NMS', 'VUS', 'OUS']);
