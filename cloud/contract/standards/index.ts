export { creditCodeCheck, creditCodeProblem, isAcceptableCreditCode, type CreditCodeProblem } from './credit-code';
export { idNumberCheck, idNumberProblem, type IdNumberProblem } from './id-number';
export { normalizePlate, plateKind, type PlateKind, platePrefix } from './plate';
export { isAcceptableVin, vinCheck, vinProblem, type VinProblem } from './vin';
