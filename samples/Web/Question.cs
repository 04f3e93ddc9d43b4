using Crossbar.Runtime;

namespace Web;

/// <summary>What the page asks: an image, and which chip shall look at it.</summary>
/// <param name="Pixels">28×28 numbers from 0 (paper) to 255 (ink), row by row.</param>
/// <param name="DacBits">Resolution of the DACs in bits, 0 for none.</param>
/// <param name="AdcBits">Resolution of the ADCs in bits, 0 for none.</param>
/// <param name="Age">Seconds since the chip was programmed; null for the chip as designed, without errors.</param>
/// <param name="Compensation">What the chip does about its age.</param>
/// <param name="Seed">Which of all chips it is.</param>
public sealed record Question(
    int[] Pixels, int DacBits = 8, int AdcBits = 8, double? Age = null, DriftCompensation Compensation = DriftCompensation.None, int Seed = 0)
{
    /// <summary>What is wrong with the pixels; null if nothing is.</summary>
    public string? Fault
    {
        get
        {
            if (Pixels.Length != MnistCrossbar.InputLength)
                return $"An image has 28×28 = {MnistCrossbar.InputLength} pixels, not {Pixels.Length}.";
            var at = Array.FindIndex(Pixels, pixel => pixel is < 0 or > 255);
            return at < 0 ? null : $"Pixels are numbers from 0 to 255; that of row {at / 28}, column {at % 28} is {Pixels[at]}.";
        }
    }

    /// <summary>The chip that is asked for.</summary>
    public CrossbarOptions Chip => new() { DacBits = DacBits, AdcBits = AdcBits, Age = Age, Compensation = Compensation, Seed = Seed };

    /// <summary>The pixels, once <see cref="Fault"/> has nothing to say.</summary>
    public byte[] Bytes() => Array.ConvertAll(Pixels, pixel => (byte)pixel);
}
