namespace Crossbar.Compiler.Studies;

/// <summary>
/// The accuracy of chips with programming errors: calibrated on their own currents after programming, and left as compiled. Intervals hold
/// with 95 % for the mean of all chips that could be made, on these images.
/// </summary>
/// <param name="Mapping">The mapping scheme.</param>
/// <param name="Scale">The weight scale.</param>
/// <param name="Sigma">Standard deviation of the programming error, in siemens.</param>
/// <param name="Chips">Number of chips (seeds).</param>
/// <param name="MeanAccuracy">Mean accuracy, 0 to 1.</param>
/// <param name="MeanLow">Lower end of its interval; null for a single chip.</param>
/// <param name="MeanHigh">Upper end.</param>
/// <param name="LeastAccuracy">The worst chip's.</param>
/// <param name="GreatestAccuracy">The best chip's.</param>
/// <param name="MeanBefore">Mean accuracy of the same chips with the ranges and fits of the chip without errors.</param>
/// <param name="BeforeLow">Lower end of its interval; null for a single chip.</param>
/// <param name="BeforeHigh">Upper end.</param>
/// <param name="LeastBefore">The worst chip's.</param>
/// <param name="GreatestBefore">The best chip's.</param>
public sealed record ProgrammingStudyRow(
    string Mapping,
    string Scale,
    double Sigma,
    int Chips,
    double MeanAccuracy,
    double? MeanLow,
    double? MeanHigh,
    double LeastAccuracy,
    double GreatestAccuracy,
    double MeanBefore,
    double? BeforeLow,
    double? BeforeHigh,
    double LeastBefore,
    double GreatestBefore);
