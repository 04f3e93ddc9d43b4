using Crossbar.Runtime.Devices.Laws;

namespace Crossbar.Runtime.Devices;

/// <summary>How cells come by their conductances: one write, or writes until one is near enough.</summary>
/// <param name="law">The law.</param>
/// <param name="age">The age at which the conductances are asked for, in second.</param>
internal sealed class ProgrammedCell(ProgrammingLaw law, double age)
{
    /// <summary>Writes a cell.</summary>
    /// <param name="target">Its target, in siemens.</param>
    /// <param name="own">The cell's own normal number.</param>
    /// <param name="writes">Random numbers of the writes.</param>
    /// <param name="conductance">What it has then, in siemens; not clipped.</param>
    /// <returns>How many writes it took.</returns>
    public int Write(double target, double own, ref RandomSequence writes, out double conductance)
    {
        var middle = target + (law.Mean?.At(target) ?? 0) + ((law.CellSigma?.At(target) ?? 0) * own);
        var normal = writes.NextNormal();
        var pulses = 1;
        if (law.Verify is { } verify)
        {
            // Verified as it is written, before it relaxes.
            var (sigma, tolerance) = (law.Sigma.IsEmpty ? 0 : law.Sigma[0].Curve.At(target), verify.Tolerance.At(target));
            for (; pulses < verify.MaxPulses && Math.Abs(middle + (sigma * normal) - target) > tolerance; pulses++)
                normal = writes.NextNormal();
        }

        conductance = middle + (law.SigmaAt(target, age) * normal);
        return pulses;
    }
}
