//! Rules of shapes: the graph against SHACL.

use super::rules;

rules! {
    /// The rules of shapes.
    SHAPE_RULES:
    SHAPE = "shape/broken", Error,
        "The graph has the shapes of `ontology/shapes.ttl`, or of the file that `--shapes` names.",
        "Queries, pages and other programs rely on what these shapes promise. The shape says how grave it is: `sh:Warning` gives a warning, `sh:Info` a note.",
        "https://www.w3.org/TR/shacl/",
        "<#role> a schema:EmployeeRole ; vita:from \"2020-01-01\"^^xsd:date ; vita:until \"2019-01-01\"^^xsd:date .",
        "Mend the record that the node comes from; the message names node, property and shape.";
    SHAPES = "shape/file", Error,
        "A file of shapes is Turtle, and uses the core of SHACL alone.",
        "A shape that is not understood would look like one that holds.", "https://www.w3.org/TR/shacl/#core-components",
        "sh:sparql [ sh:select \"…\" ]",
        "Say it with the words of the core, or check it with a program that knows the word.";
}
