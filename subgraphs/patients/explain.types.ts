import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import type { ItemLabel, Label } from '../kit/label.ts';
import { LabelEnum } from '../kit/label.types.ts';
import type { Rule, Step } from './explain.rules.ts';

const RuleEnum = {
  ACCESS_FROZEN: 'ACCESS_FROZEN',
  RELATION: 'RELATION',
  SELF: 'SELF',
  SOURCE: 'SOURCE',
  SHARING_DISABLED: 'SHARING_DISABLED',
  BREAK_GLASS: 'BREAK_GLASS',
  CONSENT: 'CONSENT',
} as const satisfies { readonly [Name in Rule]: Name };
registerEnumType(RuleEnum, { name: 'AccessRule', description: 'The steps of the decision, in their order.' });

const OutcomeEnum = { ALLOWS: 'ALLOWS', DENIES: 'DENIES', PASSES: 'PASSES' } as const;
registerEnumType(OutcomeEnum, { name: 'AccessRuleOutcome', description: 'PASSES: the next rule is asked.' });

@InputType({ description: 'Whose view is asked about: exactly one of these.' })
export class ViewerInput {
  @Field(() => ID, { nullable: true })
  readonly person?: string | null;

  @Field(() => ID, { nullable: true })
  readonly team?: string | null;

  @Field(() => ID, { nullable: true })
  readonly organisation?: string | null;
}

@InputType({ description: 'What the decision knows of an item; the item itself is not looked at.' })
export class ItemFactsInput {
  @Field(() => LabelEnum, { nullable: true, description: 'Null for an item without a label.' })
  readonly label?: Label | null;

  @Field(() => [ID], { defaultValue: [], description: 'Who put it in: organisation, team, person.' })
  readonly sources!: readonly string[];
}

@ObjectType({ description: 'One rule, what it said, and why.' })
export class AccessStep {
  @Field(() => RuleEnum)
  readonly rule!: Rule;

  @Field(() => OutcomeEnum)
  readonly outcome!: Step['outcome'];

  @Field(() => String, { description: 'A full sentence.' })
  readonly reason!: string;
}

@ObjectType({ description: 'One capacity in which the viewer stands to the patient, and how the rules went for it.' })
export class ExplainedCapacity {
  @Field(() => String, { description: 'As what: the patient, a carer, a professional, a client.' })
  readonly as!: string;

  @Field(() => Boolean)
  readonly isVisible!: boolean;

  @Field(() => [AccessStep], { description: 'As far as the decision went; the last one decided.' })
  readonly steps!: readonly AccessStep[];
}

@ObjectType({
  description: 'Why somebody sees an item of a patient, or does not. It holds nothing of the record itself.',
})
export class AccessExplanation {
  @Field(() => Boolean, { description: 'In one capacity at least.' })
  readonly isVisible!: boolean;

  @Field(() => Boolean, { description: 'Delayed content stays closed to this viewer until its day.' })
  readonly waitsForDelayed!: boolean;

  @Field(() => [ExplainedCapacity], { description: 'None: nothing binds the viewer to the patient.' })
  readonly capacities!: readonly ExplainedCapacity[];
}

export type ExplainInput = {
  readonly patientId: string;
  readonly viewer: ViewerInput;
  readonly item: { readonly label: ItemLabel; readonly sources: readonly string[] };
};
