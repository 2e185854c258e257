/** An instant in UTC to the millisecond: `20240201120000.000+0000`. HL7 v2.4 §2.9.47 */
export const hl7Timestamp = (at: Date): string => `${at.toISOString().slice(0, 23).replace(/[-:T]/g, '')}+0000`;
