import type { FhirVersion } from '../elements.ts';
import type { Constants } from './value.ts';

/** Where an element goes, where it is not the element of the same name. */
export type Row = {
  /**
   * From the object that the other version has: `encounter`, `doseAndRate[0].dose` (the first item), `note[+].text` (an
   * item of its own), `class[=].value` (the item that has `with`). `.`: its members stand in that object itself. `^date`:
   * from the object that has that one, which is said once for all. An
   * element that is a choice of types is named without its type where the other is a choice, too.
   */
  readonly to?: string;
  /** What stands beside it in the object that it goes to. */
  readonly with?: Constants;
  /** A value that says something else of the owner: these members, and no element of its own. Others go to `to`. */
  readonly says?: Readonly<Record<string, Constants>>;
  /** Only where another element of the object says this; elsewhere it is as if there were no row. */
  readonly when?: { readonly element: string; readonly is: string };
  /** Only where this other element of the object is not there: the place is that one's first. */
  readonly unless?: string;
  /** Each value's place, by a code within it; others have none. */
  readonly by?: { readonly element: string; readonly places: Readonly<Record<string, Row | string>> };
  /** Codes that have another name for the same thing. */
  readonly codes?: Readonly<Record<string, string>>;
  /** The system of a code that becomes a coding, where no list of codes tells it. */
  readonly system?: string;
  /** Kept in an extension whatever becomes of it: the new place does not say all of it. */
  readonly kept?: true;
  /** Without it the rest would mean something else: it is kept in an extension that nobody may pass over. R4 §2.1.0.4 */
  readonly modifies?: true;
};

export type TypeTable = {
  /** The type's name in the other version. */
  readonly to?: string;
  /** By names in JSON (`whoUri`), or by the name of the element for all types of a choice (`dose`). A text is `to`. */
  readonly rows?: Readonly<Record<string, Row | string>>;
  /** Elements without a place in the other version: kept in extensions. */
  readonly lost?: readonly string[] | 'all';
  /** What the other version must be told, where nothing else says it. */
  readonly always?: Constants;
};

/** Codes of a required binding that the other version's does not have. */
export type CodeTable = {
  /** Another name for the same thing. */
  readonly same?: Readonly<Record<string, string>>;
  /** The nearest of what there is: the code itself is kept in an extension of the element. */
  readonly near?: Readonly<Record<string, string>>;
  /** Codes that have nothing like them. */
  readonly none?: readonly string[] | 'all';
};

/** How one version of FHIR becomes another: what cannot be derived from the elements of both. */
export type Direction = {
  readonly from: FhirVersion;
  readonly to: FhirVersion;
  /** `http://hl7.org/fhir/3.0/StructureDefinition/extension-`, which the path of an element follows. */
  readonly extensions: string;
  /** The URLs of extensions that have other names, by the paths of their elements. */
  readonly names: ReadonlyMap<string, string>;
  /** The same of the version that it becomes: what it kept on the way here goes back to its place. */
  readonly restores: string;
  /** And its elements by such URLs. */
  readonly restoredNames: ReadonlyMap<string, string>;
  /** By type, or by path for backbone elements. */
  readonly types: Readonly<Record<string, TypeTable | undefined>>;
  /** By the code list of the version that is converted, and `of>to` where it depends on the other's. */
  readonly codes: Readonly<Record<string, CodeTable | undefined>>;
};
