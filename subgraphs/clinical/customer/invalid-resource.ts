import { isError, type Issue } from '../../../fhir/issue.ts';
import { validate } from '../../../fhir/validate/validate.ts';
import { Failure } from '../../../kernel/failure.ts';
import type { FhirVersion } from '../../records/index.ts';

/** A resource that is not as FHIR defines its type, with all that is wrong. */
export class InvalidResource extends Failure {
  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[], field = 'resource') {
    const [first, ...others] = issues.filter(isError);
    const more = others.length === 0 ? '' : ` And ${String(others.length)} more.`;
    super('invalid', `${first?.diagnostics ?? 'The resource is not valid.'}${more}`, field);
    this.issues = issues;
  }
}

/** A patch that cannot be read, or done to what is there. */
export class InvalidPatch extends Failure {
  constructor({ diagnostics }: Issue) {
    super('invalid', diagnostics, 'patch');
  }
}

/** Why a resource is not kept; undefined where nothing worse than a warning is to be said of it. */
export const faultsOf = (version: FhirVersion, resource: object): InvalidResource | undefined => {
  const issues = validate(version, resource);
  return issues.some(isError) ? new InvalidResource(issues) : undefined;
};

/** The same failure of an operation among others. */
export const placedAt = (failure: Failure, field: string): Failure =>
  failure instanceof InvalidResource
    ? new InvalidResource(failure.issues, field)
    : new Failure(failure.kind, failure.message, field);
