namespace Crossbar.Compiler.Netlists.Circuits;

/// <summary>A model card: <c>.model name kind (parameters)</c>.</summary>
internal sealed record DeviceModel(string Name, string Kind, ImmutableArray<Parameter> Parameters);
