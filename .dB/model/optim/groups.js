/**
 * The plan of every parameter that trains, by name: neither running statistics nor frozen parameters. The first group that
 * matches decides; a parameter without one trains at the full rate.
 *
 * @throws Error where a group matches no parameter at all
 */
export function planParameters(parameters, { weightDecay, groups = [] }) {
    const names = Object.keys(parameters);
    for (const { match } of groups)
        if (!names.some((name) => matches(match, name)))
            throw new Error(`No parameter matches the group ${String(match)}.`);
    const plans = {};
    for (const name of names) {
        const { role } = parameters[name];
        const group = groups.find(({ match }) => matches(match, name)) ?? {};
        if (role === 'statistic' || group.frozen)
            continue;
        const decays = role === 'weight' || group.decayBiases;
        plans[name] = { rateFactor: group.rateFactor ?? 1, weightDecay: decays ? (group.weightDecay ?? weightDecay) : 0 };
    }
    return plans;
}
function matches(match, name) {
    if (typeof match === 'function')
        return match(name);
    return name === match || name.startsWith(match.endsWith('/') ? match : `${match}/`);
}
//# sourceMappingURL=groups.js.map