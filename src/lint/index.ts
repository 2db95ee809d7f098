export {
  type Allowed,
  type AllowedFinding,
  type AllowResult,
  allow,
  allowedBy,
  unusedFindings,
} from './allow.ts';
export { type GateMode, type LintGate, openGate } from './gate.ts';
export { judge, merged } from './judge.ts';
export {
  type Finding,
  type Hit,
  type Rule,
  type SameAs,
  SEVERITIES,
  type Severity,
  type Subject,
  type SubjectEntry,
  type SubjectScript,
} from './model.ts';
export { hintFor, RULE_GROUPS, RULES, type RuleGroup, ruleNamed } from './rules/index.ts';
export { subjectOfPackage } from './subject/from-package.ts';
export { type PlannedSubject, subjectOfPlan } from './subject/from-plan.ts';
