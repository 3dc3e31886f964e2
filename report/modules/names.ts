import type { Derivation } from "../../theory/derive.ts";
import { symbol } from "../../theory/symbols.ts";
import { parameterValue } from "../../theory/values.ts";
import { numberCode } from "./expression-code.ts";
import type { ModuleContext } from "./family.ts";
import type { Language } from "./language.ts";
import { isState } from "./parameters-code.ts";

/** The identifier of a symbol or of a term of the equations. */
export function identifierOf(name: string, language: Language): string {
  return language.identifier(name === symbol.batchLessOne ? "B1" : name);
}

export function moduleContext(derivation: Derivation, language: Language, values: boolean): ModuleContext {
  return {
    derivation,
    language,
    values,
    laws: values ? language.internal("hidden") : "laws",
    symbol: (name) => {
      if (name === symbol.norm && derivation.constraint === "sphere") return "1";
      if (!values || isState(name)) return identifierOf(name, language);
      return numberCode(parameterValue(derivation.model, name)!);
    },
  };
}
