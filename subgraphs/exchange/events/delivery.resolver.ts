import { Arg, Ctx, Int, Mutation, Resolver } from 'type-graphql';
import type { Failure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import { orThrow } from '../../kit/refusal.ts';
import type { DeliveryService } from './delivery.service.ts';
import { Delivery, SettleDeliveryInput, SettleDeliveryResult, type SettledDelivery } from './delivery.types.ts';

@Resolver()
export class DeliveryResolver {
  readonly #deliveries: DeliveryService;

  constructor(deliveries: DeliveryService) {
    this.#deliveries = deliveries;
  }

  @Mutation(() => [Delivery], { description: 'What is to be sent to webhooks, for the adapter that sends it.' })
  async takeDeliveries(@Arg('first', () => Int) first: number, @Ctx() context: Context): Promise<readonly Delivery[]> {
    return orThrow(await this.#deliveries.take(context, first));
  }

  @Mutation(() => SettleDeliveryResult, { description: 'Ends a delivery: what was taken, or why it was not.' })
  settleDelivery(
    @Arg('input', () => SettleDeliveryInput) input: SettleDeliveryInput,
    @Ctx() context: Context,
  ): Promise<SettledDelivery | Failure> {
    return this.#deliveries.settle(context, input);
  }
}
