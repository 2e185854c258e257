import { isFailure, type Failure } from '../../kernel/failure.ts';
import { ask, type Asking } from './asking.ts';
import { MessageAddresseeDocument } from './documents.generated.ts';
import type { Er7Message } from './er7/message.ts';
import { controllerOf } from './read/header.ts';

/**
 * For whom a partner's message was sent, as MSH-4 names it, so that this organisation's administrators find it too: also
 * where nothing else of the message could be read. Undefined where nobody is named who granted that.
 */
export const addresseeOf = async (asking: Asking, message: Er7Message | Failure): Promise<string | undefined> => {
  const msh = isFailure(message) ? undefined : message.segment('MSH');
  const alias = msh && controllerOf(msh.field(4));
  if (alias === undefined) return undefined;
  const data = await ask(asking, MessageAddresseeDocument, { alias });
  return isFailure(data) ? undefined : (data.messageAddressee ?? undefined);
};
