// What the interpreter imports for documents that need it, at hand in every test.
import '../src/engine/steps/later';
import '../src/engine/calls';
import '../src/expression/trace';
