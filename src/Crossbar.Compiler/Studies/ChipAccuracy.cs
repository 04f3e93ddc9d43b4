namespace Crossbar.Compiler.Studies;

/// <summary>The accuracy of one chip with programming errors.</summary>
/// <param name="Mapping">The mapping scheme.</param>
/// <param name="Scale">The weight scale.</param>
/// <param name="Sigma">Standard deviation of the programming error, in siemens.</param>
/// <param name="Before">Accuracy with the ranges and fits of the chip without errors, 0 to 1.</param>
/// <param name="After">Accuracy with those chosen anew on its own currents, 0 to 1.</param>
public sealed record ChipAccuracy(string Mapping, string Scale, double Sigma, double Before, double After);
