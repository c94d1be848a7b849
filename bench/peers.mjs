// Each engine gets the same rules in its own terms. load() returns a function from a situation to { outcome, rules },
// or to { prohibited } where the engine can say no more (`full: false`).
import { rules, ruleCondition, resolve, resolveIds } from './rules.mjs';

// ---- a plain scan over rule objects
const holds = (r, s) => {
  for (const any of r.when) {
    let ok = false;
    for (const [fact, values] of any) if (values.includes(s[fact])) { ok = true; break; }
    if (!ok) return false;
  }
  if (r.rests_on && !holds(r.rests_on, s)) return false;
  for (const e of r.except) if (holds(e, s)) return false;
  return true;
};
const scan = { name: 'plain JavaScript scan', full: true, load: () => s => resolve(rules.filter(r => r.acts.includes(s.act) && holds(r, s))) };

// ---- json-logic-js
const jsonLogic = {
  name: 'json-logic-js', full: true,
  async load() {
    const logic = (await import('json-logic-js')).default;
    const syn = { test: (f, v) => ({ in: [{ var: [f.replaceAll('.', '_')] }, v] }), any: a => ({ or: a }), all: a => ({ and: a.length ? a : [true] }), not: x => ({ '!': [x] }) };
    const made = rules.map(r => [r, ruleCondition(r, syn)]);
    return s => resolve(made.filter(([, c]) => logic.apply(c, s)).map(([r]) => r));
  },
  prepare: s => Object.fromEntries(Object.entries(s).map(([k, v]) => [k.replaceAll('.', '_'), v])),
};

// ---- json-rules-engine
const jsonRules = {
  name: 'json-rules-engine', full: true,
  async load() {
    const { Engine } = await import('json-rules-engine');
    const always = { fact: 'act', operator: 'notEqual', value: '' };
    const syn = { test: (f, v) => ({ fact: f, operator: 'in', value: v }), any: a => ({ any: a }), all: a => ({ all: a.length ? a : [always] }), not: x => ({ not: x }) };
    const engine = new Engine();
    for (const r of rules) engine.addRule({ conditions: ruleCondition(r, syn), event: { type: r.id } });
    return async s => resolveIds((await engine.run(s)).events.map(e => e.type));
  },
};

// ---- casbin: allows or denies, so only "prohibited or not" can be compared
const name = f => 'f_' + f.replace(/[^a-z0-9]/g, '_');
const casbin = {
  name: 'casbin (prohibited or not)', full: false,
  async load() {
    const { newEnforcer, newModelFromString } = await import('casbin');
    const syn = { test: (f, v) => '(' + v.map(x => `r.s.${name(f)} == '${x}'`).join(' || ') + ')', any: a => '(' + a.join(' || ') + ')',
      all: a => a.length ? '(' + a.join(' && ') + ')' : '(1 == 1)', not: x => '!' + x };
    const enforcer = await newEnforcer(newModelFromString(`[request_definition]\nr = s\n[policy_definition]\np = cond, eft\n` +
      `[policy_effect]\ne = !some(where (p.eft == deny))\n[matchers]\nm = eval(p.cond)\n`));
    for (const r of rules) if (r.class === 'prohibited') await enforcer.addPolicy(ruleCondition(r, syn), 'deny');
    return s => ({ prohibited: !enforcer.enforceSync(s) });
  },
  prepare: s => Object.fromEntries(Object.entries(s).map(([k, v]) => [name(k), v])),
};

// ---- zen-engine: a decision table that collects; a row cannot hold an exception, so one expression a row does
const zen = {
  name: 'zen-engine', full: true,
  async load() {
    const { ZenEngine } = await import('@gorules/zen-engine');
    const syn = { test: (f, v) => `${name(f)} in [${v.map(x => `'${x}'`).join(', ')}]`, any: a => '(' + a.join(' or ') + ')',
      all: a => a.length ? '(' + a.join(' and ') + ')' : '(1 == 1)', not: x => `not (${x})` };
    const table = rules.map(r => ({ _id: r.id, c: ruleCondition(r, syn), o: `"${r.id}"` }));
    const decision = new ZenEngine().createDecision({
      nodes: [{ id: 'a', type: 'inputNode', name: 'in' },
        { id: 'b', type: 'decisionTableNode', name: 'rules', content: { hitPolicy: 'collect', inputs: [{ id: 'c', name: 'when' }],
          outputs: [{ id: 'o', name: 'id', field: 'id' }], rules: table } },
        { id: 'c', type: 'outputNode', name: 'out' }],
      edges: [{ id: '1', type: 'edge', sourceId: 'a', targetId: 'b' }, { id: '2', type: 'edge', sourceId: 'b', targetId: 'c' }] });
    return async s => resolveIds(((await decision.evaluate(s)).result ?? []).map(x => x.id));
  },
  prepare: s => Object.fromEntries(Object.entries(s).map(([k, v]) => [name(k), v])),
};

// ---- cedar: a deny names only forbids, so every rule is a permit and the host picks the strictest
const cedar = {
  name: 'cedar-wasm', full: true,
  async load() {
    const module = await import('@cedar-policy/cedar-wasm/nodejs');
    const cedar = module.default ?? module;
    const syn = { test: (f, v) => v.length === 1 ? `context.${name(f)} == "${v[0]}"` : `${JSON.stringify(v)}.contains(context.${name(f)})`,
      any: a => '(' + a.join(' || ') + ')', all: a => a.length ? '(' + a.join(' && ') + ')' : 'true', not: x => `!(${x})` };
    const staticPolicies = {};
    for (const r of rules) staticPolicies[r.id] = `permit(principal, action, resource) when { ${ruleCondition(r, syn)} };`;
    const made = cedar.preparsePolicySet('rules', { staticPolicies });
    if (made.type !== 'success') throw new Error(JSON.stringify(made).slice(0, 300));
    const person = { type: 'Person', id: 'p' }, school = { type: 'School', id: 's' }, action = { type: 'Action', id: 'ask' };
    return context => {
      const a = cedar.statefulIsAuthorized({ principal: person, action, resource: school, context, preparsedPolicySetId: 'rules', entities: [] });
      if (a.type !== 'success') throw new Error(JSON.stringify(a).slice(0, 300));
      return resolveIds(a.response.diagnostics.reason);
    };
  },
  prepare: s => Object.fromEntries(Object.entries(s).map(([k, v]) => [name(k), v])),
};

export const peers = [scan, jsonLogic, casbin, zen, cedar, jsonRules];
