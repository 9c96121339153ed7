// Puts an editor with a table of results in the place of the plain form for a query. It asks the server of the page alone.
import Yasgui from "@zazuko/yasgui";
import "@zazuko/yasgui/build/yasgui.min.css";
import "./editor.css";

// What may stand before the cursor for a class: the names that mean "is a".
const IS_A = ["a", "rdf:type", "rdfs:domain", "rdfs:range"];

// What the page knows of the graph: `prefixes` with their namespaces, and `terms`, as they are written with these.
const { prefixes, terms } = JSON.parse(document.getElementById("vocabulary").textContent);
const isClass = (term) => /:[A-Z]/.test(term);
const isVariable = (token) => /^[?$]/.test(token.string);

const classes = {
  name: "class",
  bulk: true,
  autoShow: true,
  get: () => terms.filter(isClass),
  isValidCompletionPosition(yasqe) {
    const token = yasqe.getCompleteToken();
    const before = yasqe.getPreviousNonWsToken(yasqe.getDoc().getCursor().line, token);
    return token.string.trim() !== "" && !isVariable(token) && IS_A.includes(before.state.lastProperty);
  },
};

const properties = {
  name: "property",
  bulk: true,
  autoShow: true,
  get: () => terms.filter((term) => !isClass(term)),
  isValidCompletionPosition(yasqe) {
    const token = yasqe.getCompleteToken();
    return token.string.trim() !== "" && !isVariable(token) && token.state.possibleCurrent.includes("a");
  },
};

// Prefixes that the server knows need no declaration, so the syntax of a query begins with these.
const { modes } = Object.getPrototypeOf(Yasgui.Yasqe);
const plain = modes.sparql11;
modes.sparql11 = (...given) => {
  const mode = plain(...given);
  return { ...mode, startState: (...at) => ({ ...mode.startState(...at), prefixes: { ...prefixes } }) };
};

// A link to a query is one that works without a script too.
Yasgui.Tab.prototype.getShareableLink = function () {
  return `${this.getEndpoint()}?${new URLSearchParams({ query: this.getQuery() })}`;
};

function mount(form) {
  const endpoint = new URL(form.dataset.endpoint, document.baseURI).href;
  const value = form.elements.query.value;
  const place = document.createElement("div");
  form.replaceWith(place);
  // Those of the package ask other servers, save the one for variables.
  const { variables } = Yasgui.Yasqe.Autocompleters;
  const completers = { variables, class: classes, property: properties };
  Yasgui.Yasqe.Autocompleters = completers;
  Yasgui.Yasqe.defaults.autocompleters = Object.keys(completers);
  Yasgui.Yasqe.defaults.value = value;
  return new Yasgui(place, {
    // Nothing that was asked or answered stays in the browser.
    persistenceId: null,
    populateFromUrl: false,
    copyEndpointOnNewTab: false,
    autofocus: false,
    requestConfig: { endpoint, method: "POST" },
    endpointCatalogueOptions: { getData: () => [] },
    yasqe: { value, resizeable: true, editorHeight: "16rem", screenReaderLabel: "SPARQL" },
    yasr: { persistenceId: null, prefixes, maxPersistentResponseSize: 0 },
  });
}

const form = document.querySelector("form[data-endpoint]");
if (form) mount(form);
