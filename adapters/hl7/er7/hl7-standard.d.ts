/** The little of hl7-standard 1.0.4 that the fence uses; the package has no types of its own. */
declare module 'hl7-standard' {
  class HL7 {
    /** The names are the library's: `subComponents` is the repetition separator, `repeatingFields` the sub-component one. */
    constructor(raw: string, options?: { subComponents?: string; repeatingFields?: string });
    transform(): void;
    transformed: Record<string, { data: Record<string, HL7.ParsedField> }[] | undefined>;
  }

  namespace HL7 {
    type Components = Record<string, string | string[]>;
    /** What the library makes of one field; `library.ts` says which shape means what. */
    type ParsedField = string | Components | (string | Components)[];
  }

  export = HL7;
}
