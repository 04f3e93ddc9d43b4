namespace Crossbar.Compiler.Netlists.Circuits;

/// <summary>A comment line among elements.</summary>
internal sealed record Remark(string Text) : Element(default(Name));
