namespace Crossbar.Compiler.Studies;

/// <summary>The accuracy of chips with programming errors: calibrated on their own currents after programming, and left as compiled.</summary>
/// <param name="Mapping">The mapping scheme.</param>
/// <param name="Scale">The weight scale.</param>
/// <param name="Sigma">Standard deviation of the programming error, in siemens.</param>
/// <param name="Chips">Number of chips (seeds).</param>
/// <param name="MeanAccuracy">Mean accuracy, 0 to 1.</param>
/// <param name="LeastAccuracy">The worst chip's.</param>
/// <param name="GreatestAccuracy">The best chip's.</param>
/// <param name="MeanBefore">Mean accuracy of the same chips with the ranges and fits of the chip without errors.</param>
/// <param name="LeastBefore">The worst chip's.</param>
/// <param name="GreatestBefore">The best chip's.</param>
public sealed record VariationStudyRow(
    string Mapping,
    string Scale,
    double Sigma,
    int Chips,
    double MeanAccuracy,
    double LeastAccuracy,
    double GreatestAccuracy,
    double MeanBefore,
    double LeastBefore,
    double GreatestBefore);
