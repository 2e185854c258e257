import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import type { Failure } from '../../kernel/failure.ts';

export const RefusalKindEnum = {
  NOT_FOUND: 'not_found',
  FORBIDDEN: 'forbidden',
  CONFLICT: 'conflict',
  INVALID: 'invalid',
  GONE: 'gone',
  BUSY: 'busy',
  UNAVAILABLE: 'unavailable',
  UNSUPPORTED: 'unsupported',
} as const;

registerEnumType(RefusalKindEnum, {
  name: 'RefusalKind',
  description: 'The kinds of refusal; each outside language has one answer for each.',
});

@Directive('@shareable')
@ObjectType({ description: 'Why a mutation did nothing: nothing was stored.' })
export class Refusal {
  @Field(() => RefusalKindEnum)
  readonly kind!: Failure['kind'];

  @Field(() => String, { description: 'A full sentence: what is wrong and what was expected.' })
  readonly message!: string;

  @Field(() => String, { nullable: true, description: 'Where in the input: `identifiers[0].value`.' })
  readonly field?: string;
}
