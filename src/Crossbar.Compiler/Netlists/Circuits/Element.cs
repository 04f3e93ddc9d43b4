namespace Crossbar.Compiler.Netlists.Circuits;

/// <summary>One line of a circuit. The letter that tells simulators its kind is the dialect's to add.</summary>
/// <param name="Name">What it is called, without that letter.</param>
internal abstract record Element(Name Name);
