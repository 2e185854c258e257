import type { Label } from '../kit/label.ts';
import type { Concept } from '../kit/fhir.rules.ts';

/** One stored item as the rules see it. */
export type Item = {
  readonly id: string;
  readonly version: number;
  readonly text: string;
  readonly label: Label | 'UNSET';
  readonly visibleFrom?: Date;
};

/** Who sends, and about whom: ids of ours. */
export type Place = { readonly patient: string; readonly organisation: string };

export type Extension = {
  readonly url: string;
  readonly valueString?: string;
  readonly valueInstant?: string;
  readonly valueCode?: string;
  readonly valueCodeableConcept?: Concept;
  readonly extension?: readonly Extension[];
};

export type Reference = { readonly reference?: string; readonly display?: string };

export type Identifier = { readonly system?: string; readonly value?: string };

/** A number as `readExact` gives it: the text that stands there. */
type ExactNumber = string;

/** The elements of R4 resources that the graph shows. */
export type QuantityElement = {
  readonly value?: ExactNumber;
  readonly comparator?: string;
  readonly unit?: string;
  readonly code?: string;
};

export type RangeElement = { readonly low?: QuantityElement; readonly high?: QuantityElement };

/** Observation.value[x], which Observation.component has too. */
export type Valued = {
  readonly valueQuantity?: QuantityElement;
  readonly valueCodeableConcept?: Concept;
  readonly valueString?: string;
  readonly valueBoolean?: boolean;
  readonly valueInteger?: ExactNumber;
  readonly valueRange?: RangeElement;
  readonly valueRatio?: { readonly numerator?: QuantityElement; readonly denominator?: QuantityElement };
  readonly valueTime?: string;
  readonly valueDateTime?: string;
  readonly valuePeriod?: { readonly start?: string; readonly end?: string };
};

export type ObservationResource = Valued & {
  readonly extension?: readonly Extension[];
  readonly status: string;
  readonly code?: Concept;
  readonly effectiveDateTime?: string;
  readonly effectiveInstant?: string;
  readonly effectivePeriod?: { readonly start?: string };
  readonly interpretation?: readonly Concept[];
  readonly note?: readonly { readonly text?: string }[];
  readonly referenceRange?: readonly (RangeElement & { readonly text?: string })[];
  readonly component?: readonly (Valued & { readonly code?: Concept })[];
};

export type DiagnosticReportResource = {
  readonly identifier?: readonly Identifier[];
  readonly extension?: readonly Extension[];
  readonly status: string;
  readonly code?: Concept;
  readonly effectiveDateTime?: string;
  readonly effectivePeriod?: { readonly start?: string };
  readonly issued?: string;
  readonly result?: readonly Reference[];
  readonly conclusion?: string;
  readonly category?: readonly Concept[];
  readonly presentedForm?: readonly {
    readonly contentType?: string;
    readonly data?: string;
    readonly url?: string;
    readonly title?: string;
  }[];
};

export type DocumentReferenceResource = {
  readonly category?: readonly Concept[];
  readonly identifier?: readonly Identifier[];
  readonly type?: Concept;
  readonly description?: string;
  readonly author?: readonly Reference[];
  readonly date?: string;
  readonly content?: readonly {
    readonly attachment?: {
      readonly contentType?: string;
      readonly size?: number;
      readonly title?: string;
      readonly extension?: readonly Extension[];
    };
  }[];
};

export type EncounterResource = {
  readonly extension?: readonly Extension[];
  readonly identifier?: readonly Identifier[];
  readonly status: string;
  readonly class?: { readonly code?: string };
  readonly serviceType?: Concept;
  readonly period?: { readonly start?: string; readonly end?: string };
  readonly participant?: readonly { readonly individual?: Reference }[];
  readonly location?: readonly { readonly location?: Reference }[];
};
