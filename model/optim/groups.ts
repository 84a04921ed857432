/** Parameter groups: which parameters train, at which share of the rate and with which weight decay. */
import type { Parameters } from '../nn/parameters.js';

export interface ParameterGroup {
  /** A predicate of the name, or a path: `text/bert` means that parameter and all under `text/bert/`. */
  readonly match: string | ((name: string) => boolean);
  /** Times the rate of the step. Default: 1. */
  readonly rateFactor?: number;
  /** Default: that of the optimizer. Of weights only, unless `decayBiases`. */
  readonly weightDecay?: number;
  /** Biases, and scales and shifts of norms, decay too. Default: no. */
  readonly decayBiases?: boolean;
  /** Keep the weights as they are. Default: no. */
  readonly frozen?: boolean;
}

export interface ParameterPlan {
  readonly rateFactor: number;
  readonly weightDecay: number;
}

/**
 * The plan of every parameter that trains, by name: neither running statistics nor frozen parameters. The first group that
 * matches decides; a parameter without one trains at the full rate.
 *
 * @throws Error where a group matches no parameter at all
 */
export function planParameters(
  parameters: Parameters,
  { weightDecay, groups = [] }: { weightDecay: number; groups?: readonly ParameterGroup[] },
): Readonly<Record<string, ParameterPlan>> {
  const names = Object.keys(parameters);
  for (const { match } of groups)
    if (!names.some((name) => matches(match, name)))
      throw new Error(`No parameter matches the group ${String(match)}.`);
  const plans: Record<string, ParameterPlan> = {};
  for (const name of names) {
    const { role } = parameters[name];
    const group: Partial<ParameterGroup> = groups.find(({ match }) => matches(match, name)) ?? {};
    if (role === 'statistic' || group.frozen) continue;
    const decays = role === 'weight' || group.decayBiases;
    plans[name] = { rateFactor: group.rateFactor ?? 1, weightDecay: decays ? (group.weightDecay ?? weightDecay) : 0 };
  }
  return plans;
}

function matches(match: ParameterGroup['match'], name: string): boolean {
  if (typeof match === 'function') return match(name);
  return name === match || name.startsWith(match.endsWith('/') ? match : `${match}/`);
}
