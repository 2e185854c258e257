import { ArgsType, createUnionType, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { codeSets, type CodeSet as Name } from '../../kit/code-set.rules.ts';
import { Coding, CodingInput } from '../../kit/coding.types.ts';
import { PageArgs } from '../../kit/page.types.ts';
import { Refusal } from '../../kit/refusal.types.ts';
import { DateTime } from '../../kit/scalars.ts';

const meanings: Readonly<Record<Name, string>> = {
  GENDER: 'PID-8. The standard is MALE, FEMALE, INDETERMINATE or UNKNOWN.',
  CLASS: 'PV1-2.1, the patient’s class. The standard is one of EncounterClass.',
  DOCUMENT_TYPE: 'TXA-2. With the standard code CP it is a care plan.',
  ORDER: 'OBR-4, what was asked for.',
  DISCIPLINE: 'OBR-24, the section of the laboratory. The standard is HL7 table 0074; with RAD it is radiology.',
  RESULT: 'OBX-3, what was measured. The standard is LOINC as a rule.',
  UNIT: 'OBX-6. The standard is UCUM.',
  SPECIALTY: 'PV1-10.1, the hospital service.',
  APPLICATION: 'MSH-3, who sends. With the standard code RAD all its reports are radiology.',
};

export type CodeSet = Name;
export const CodeSet = Object.fromEntries(codeSets.map((name) => [name, name])) as Readonly<Record<Name, Name>>;
registerEnumType(CodeSet, {
  name: 'CodeSet',
  description: 'Which of a message’s codes a set is about.',
  valuesConfig: Object.fromEntries(codeSets.map((name) => [name, { description: meanings[name] }])),
});

@ObjectType({ description: 'What one of an organisation’s own codes means.' })
export class LocalCode {
  @Field(() => String, { nullable: true, description: 'The code system; null: the code in whatever system.' })
  readonly system!: string | null;

  @Field(() => String)
  readonly code!: string;

  @Field(() => String, { description: 'What a person reads, on items of whatever age.' })
  readonly display!: string;

  @Field(() => Coding, {
    nullable: true,
    description: 'The same in a standard system, kept with later messages’ items.',
  })
  readonly standard!: Coding | null;

  @Field(() => DateTime)
  readonly setAt!: Date;
}

@ObjectType({ description: 'One page of a code set.' })
export class LocalCodePage {
  @Field(() => [LocalCode])
  readonly items!: readonly LocalCode[];

  @Field(() => String, { nullable: true })
  readonly next?: string | undefined;
}

@ObjectType({ description: 'Codes as they are now, or as they were until now where they are gone.' })
export class ChangedCodes {
  @Field(() => [LocalCode])
  readonly codes!: readonly LocalCode[];
}

@ArgsType()
export class CodeSetArgs extends PageArgs {
  @Field(() => ID)
  readonly organisationId!: string;

  @Field(() => CodeSet)
  readonly set!: Name;
}

@InputType({ description: 'Names a code.' })
export class LocalCodeKeyInput {
  @Field(() => String, {
    nullable: true,
    description: 'The code system as messages give it, or as its URI where it has one; absent: whatever system.',
  })
  readonly system?: string | null;

  @Field(() => String)
  readonly code!: string;
}

@InputType({ description: 'Says what a code means.' })
export class LocalCodeInput extends LocalCodeKeyInput {
  @Field(() => String)
  readonly display!: string;

  @Field(() => CodingInput, { nullable: true, description: 'The same in a standard system.' })
  readonly standard?: CodingInput | null;
}

@InputType({ description: 'Codes of one set that are new, or mean something else from now on.' })
export class SetCodesInput {
  @Field(() => ID)
  readonly organisationId!: string;

  @Field(() => CodeSet)
  readonly set!: Name;

  @Field(() => [LocalCodeInput], { description: 'At most 500.' })
  readonly codes!: readonly LocalCodeInput[];
}

@InputType({ description: 'Codes of one set that are to be there no longer.' })
export class RemoveCodesInput {
  @Field(() => ID)
  readonly organisationId!: string;

  @Field(() => CodeSet)
  readonly set!: Name;

  @Field(() => [LocalCodeKeyInput], { description: 'At most 500.' })
  readonly codes!: readonly LocalCodeKeyInput[];
}

export const ChangeCodesResult = createUnionType({
  name: 'ChangeCodesResult',
  description: 'What was changed, or why nothing was.',
  types: () => [ChangedCodes, Refusal] as const,
  resolveType: (value) => ('codes' in value ? ChangedCodes : Refusal),
});
