using System.Text.Json;
using Crossbar.Compiler.Studies.Sweeps;
using Crossbar.Compiler.Studies.Tables;

namespace Crossbar.Compiler.Tests.Studies;

public sealed class SweepGridTests
{
    [Fact]
    public void A_grid_is_every_combination_the_last_name_fastest()
    {
        var points = SweepGrid.Parse(["WireResistance=1,2", "maxrows=64, 128"]).Points();
        Assert.Equal(
            ["WireResistance=1 MaxRows=64", "WireResistance=1 MaxRows=128", "WireResistance=2 MaxRows=64", "WireResistance=2 MaxRows=128"],
            points.Select(p => p.ToString()));
    }

    [Fact]
    public void Lists_and_files_are_one_value_each_and_names_may_be_repeated() =>
        Assert.Equal(
            ["InputMean=.4,.5,.6 Seed=1 Hardware=a,b.json", "InputMean=.4,.5,.6 Seed=2 Hardware=a,b.json", "InputMean=.5 Seed=1 Hardware=a,b.json", "InputMean=.5 Seed=2 Hardware=a,b.json"],
            SweepGrid.Parse(["InputMean=.4,.5,.6", "Seed=1", "InputMean=.5", "Seed=2", "Hardware=a,b.json"]).Points().Select(p => p.ToString()));

    [Theory]
    [InlineData("WireResistance", "Name=value,value,... is needed")]
    [InlineData("=1", "Name=value,value,... is needed")]
    [InlineData("WireResistance=", "there is no value")]
    [InlineData("WireResistance=1,,2", "there is no value")]
    [InlineData("WireResistance=1,2,1", "twice")]
    public void What_is_no_grid_is_refused(string text, string reason)
    {
        var failure = Assert.Throws<CompilationException>(() => SweepGrid.Parse([text]));
        Assert.StartsWith($"{Descriptors.InvalidGrid.Code}: --grid '{text}' is not valid: ", failure.Summary, StringComparison.Ordinal);
        Assert.Contains(reason, failure.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void The_settings_of_a_point_are_columns()
    {
        SweepRow Row(SweepPoint point) => new(point, 3, 100, 0.5, 1e-6, 1e-5, 2e-8, 3e-6, 2, 1e5, 1e-5, "", "", 10, 1, 0.9, 0.8, 0.95, 0.1, 0, 0.2);
        var table = StudyTable.Of([.. SweepGrid.Parse(["WireResistance=1,2", "Seed=7"]).Points().Select(Row)]);
        Assert.Equal(["WireResistance", "Seed", "Arrays"], table.Columns.Take(3).Select(c => c.Name));
        Assert.Equal(["1,7,3", "2,7,3"], table.ToCsv().Split('\n')[1..3].Select(line => line[..5]));
        Assert.Contains("\"wireResistance\": \"2\"", table.ToJson(), StringComparison.Ordinal);
    }

    // Accuracy, energy, area, rate: the second is worse than the first in all, the fourth equal to the third, and the last could not be built.
    [Fact]
    public void A_point_is_on_the_Pareto_front_where_no_other_is_as_good_and_better_in_something()
    {
        (double? Accuracy, double? Energy, double? Area, double? Rate)[] chips = [(0.9, 2, 2, 10), (0.8, 3, 3, 9), (0.7, 1, 4, 5), (0.7, 1, 4, 5), (0.95, 4, 4, 1), (null, null, null, null)];
        var points = SweepGrid.Parse(["Seed=1,2,3,4,5,6"]).Points();
        var items = chips.Select((chip, k) => JsonSerializer.SerializeToElement(
            new SweepRow(points[k], 1, 1, 1, 0, 0, 0, chip.Energy, chip.Area, chip.Rate, 1, "", "", 1, 1, chip.Accuracy, null, null, null, null, null)));
        var table = SweepStudy.Kind.Assemble([.. items]);
        var column = table.Columns.IndexOf(table.Columns.Single(c => c.Name == "Pareto"));
        Assert.Equal(["yes", "", "yes", "yes", "yes", ""], table.Rows.Select(row => row[column]));
    }
}
