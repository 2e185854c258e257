import { registerEnumType } from 'type-graphql';

export const ReportKind = { LABORATORY: 'LABORATORY', RADIOLOGY: 'RADIOLOGY', MEASUREMENTS: 'MEASUREMENTS' } as const;
export type ReportKind = keyof typeof ReportKind;
registerEnumType(ReportKind, {
  name: 'ReportKind',
  description: 'MEASUREMENTS: what was measured on the patient; each stands for itself, and no report is kept of them.',
});
